package cells

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/HdrHistogram/hdrhistogram-go"
)

func tags(channel, outcome, status string) func(string) (string, bool) {
	all := map[string]string{"channel": channel, "payload": "plain", "outcome": outcome, "status": status}
	return func(name string) (string, bool) { value, ok := all[name]; return value, ok }
}

// told is all lines of a window, by the name of their kind.
func told(t *testing.T, window *Window) map[string][]map[string]any {
	t.Helper()
	found := map[string][]map[string]any{}
	for _, line := range window.Take().Lines(time.UnixMilli(1234), 1500*time.Microsecond) {
		text, err := json.Marshal(line)
		if err != nil {
			t.Fatal(err)
		}
		var fields map[string]any
		if err := json.Unmarshal(text, &fields); err != nil {
			t.Fatal(err)
		}
		kind := fields["sendproof"].(string)
		found[kind] = append(found[kind], fields)
	}
	return found
}

func decode(t *testing.T, text any) *hdrhistogram.Histogram {
	t.Helper()
	histogram, err := hdrhistogram.Decode([]byte(text.(string)))
	if err != nil {
		t.Fatal(err)
	}
	return histogram
}

func TestRequestsOfOneKindAreOneCell(t *testing.T) {
	window := NewWindow()
	window.Add(tags("email", "ok", "200"), "1000 2 0.5 m1", 1.2345)
	window.Add(tags("email", "ok", "200"), "1999.999 0 0 m 2", 3)
	window.Add(tags("email", "ok", "200"), "2000 0 0 m3", 3)
	lines := told(t, window)
	if len(lines["cell"]) != 2 || lines["cell"][0]["count"] != 2.0 || lines["cell"][1]["second"] != 2.0 {
		t.Fatal(lines["cell"])
	}
	latency, service := decode(t, lines["cell"][0]["latency"]), decode(t, lines["cell"][0]["service"])
	// 2 + 0.5 + 1.2345 ms is 3734.5 microseconds, and half is rounded up. At that size a bucket is two wide.
	if latency.TotalCount() != 2 || latency.Max() != 3735 || latency.Min() != 3000 {
		t.Error(latency.TotalCount(), latency.Max(), latency.Min())
	}
	if service.Min() != 1235 {
		t.Error(service.Min())
	}
	if fmt.Sprint(lines["ids"][0]["ids"]) != "[m1 m 2 m3]" {
		t.Error(lines["ids"])
	}
	if late := decode(t, lines["late"][0]["histogram"]); len(lines["late"]) != 2 || late.Max() != 2000 {
		t.Error(lines["late"], late.Max())
	}
}

func TestEmptyHistogramsWithoutAnswers(t *testing.T) {
	window := NewWindow()
	window.Add(tags("email", "none", "0"), `5 0 0 {"why":"EOF"}`, 0)
	cell := told(t, window)["cell"][0]
	if cell["latency"] != "" || cell["service"] != "" || cell["count"] != 1.0 {
		t.Error(cell)
	}
}

func TestNoValueIsLostHoweverLarge(t *testing.T) {
	window := NewWindow()
	window.Add(tags("email", "ok", "200"), "0 0 0 m1", 1e11)
	window.Add(tags("email", "ok", "200"), "0 0 0 m2", 0)
	histogram := decode(t, told(t, window)["cell"][0]["latency"])
	if histogram.TotalCount() != 2 || histogram.ValueAtPercentile(100) < longest || histogram.Min() != 0 {
		t.Error(histogram.TotalCount(), histogram.Max())
	}
}

func TestTheControlIsInCellsAndSlowAnswersOnly(t *testing.T) {
	window := NewWindow()
	window.Add(tags("control", "ok", "200"), "0 12 0 ", 1)
	window.Add(tags("control", "none", "0"), "0 0 0 ", 1)
	lines := told(t, window)
	if len(lines["cell"]) != 2 || len(lines["slow"]) != 1 || len(lines) != 3 {
		t.Error(lines)
	}
}

func TestSlowestAnswersOnly(t *testing.T) {
	window := NewWindow()
	for index := range 5000 {
		window.Add(tags("email", "ok", "200"), fmt.Sprintf("%d 0 0 m", index), float64(index%2000)/10)
	}
	slow := told(t, window)["slow"][0]["slow"].([]any)
	if len(slow) != 100 || fmt.Sprint(slow[0]) != "[1999 199.9 email]" || slow[99].([]any)[1].(float64) < 195 {
		t.Error(len(slow), slow[0], slow[99])
	}
	window.Add(tags("email", "ok", "200"), "0 0 0 m", 9.999)
	if lines := told(t, window); lines["slow"] != nil {
		t.Error(lines["slow"])
	}
}

func TestReasonsAndExamplesAreBounded(t *testing.T) {
	window := NewWindow()
	for index := range 100 {
		detail := fmt.Sprintf(`%d 1 0 {"why":"reason %d","example":"<text>"}`, index, index%30)
		window.Add(tags("slack", "wrong", "200"), detail, 1)
	}
	lines := told(t, window)
	sum := 0.0
	for _, line := range lines["reason"] {
		sum += line["count"].(float64)
	}
	if len(lines["reason"]) != 21 || lines["reason"][0]["why"] != "other reasons" || sum != 100 {
		t.Error(lines["reason"])
	}
	if len(lines["example"]) != 20 || lines["example"][3]["at"] != 4.0 || lines["example"][3]["text"] != "<text>" {
		t.Error(lines["example"])
	}
}

func TestLongListsOfIDsAreSplit(t *testing.T) {
	window := NewWindow()
	for index := range 4500 {
		window.Add(tags("email", "ok", "200"), fmt.Sprintf("0 0 0 m%d", index), 1)
	}
	lines := told(t, window)["ids"]
	if len(lines) != 3 || len(lines[0]["ids"].([]any)) != 2000 || len(lines[2]["ids"].([]any)) != 500 {
		t.Error(len(lines))
	}
}

func TestSamplesOfSingleRequestsWhenAskedFor(t *testing.T) {
	window := NewWindow()
	window.Add(tags("email", "ok", "200"), "1 0 0 m1", 1)
	if lines := told(t, window); lines["samples"] != nil {
		t.Error("nobody asked for", lines["samples"])
	}
	window.WithSamples = true
	// Due after more than an hour, which is the longest that is told of a latency in a histogram.
	window.Add(tags("email", "ok", "200"), "3600001.0005 2 0.5 m1", 1.2345678)
	window.Add(tags("teams", "exchanged", "200"), `0 0 0 {"why":"w"}`, 3)
	window.Add(tags("email", "none", "0"), `12.5 7 0 {"why":"EOF"}`, 5)
	window.Add(tags("control", "ok", "200"), "0 0 0 ", 1)
	lines := told(t, window)["samples"]
	if len(lines) != 1 || fmt.Sprint(lines[0]["samples"]) != "[[3.600001001e+09 3735 1735 0] [0 3000 3000 5] [12500 -1 -1 1]]" {
		t.Error(lines)
	}
	for index := range 4500 {
		window.Add(tags("email", "ok", "200"), fmt.Sprintf("%d 0 0 m", index), 1)
	}
	lines = told(t, window)["samples"]
	if len(lines) != 3 || len(lines[0]["samples"].([]any)) != 2000 || len(lines[2]["samples"].([]any)) != 500 {
		t.Error(len(lines))
	}
}

func TestWhatCannotBeReadIsToldOf(t *testing.T) {
	ok := tags("email", "ok", "200")
	for _, add := range []func(*Window){
		func(w *Window) { w.Add(ok, "", 1) },
		func(w *Window) { w.Add(ok, "1 2 m1", 1) },
		func(w *Window) { w.Add(ok, "1 x 2 m1", 1) },
		func(w *Window) { w.Add(ok, "1 -1 2 m1", 1) },
		func(w *Window) { w.Add(ok, "1 NaN 2 m1", 1) },
		func(w *Window) { w.Add(ok, "1 Inf 2 m1", 1) },
		func(w *Window) { w.Add(ok, "1 1 2 m1", -1) },
		func(w *Window) { w.Add(tags("", "ok", "200"), "1 1 2 m1", 1) },
		func(w *Window) { w.Add(tags("email", "ok", "many"), "1 1 2 m1", 1) },
		func(w *Window) { w.Add(tags("email", "fine", "200"), "1 1 2 m1", 1) },
		func(w *Window) { w.Add(tags("email", "wrong", "200"), "1 1 2 m1", 1) },
		func(w *Window) { w.Add(tags("email", "wrong", "200"), `1 1 2 {"example":"no reason"}`, 1) },
		func(w *Window) { w.Add(ok, strings.Repeat("x", 1000), 1) },
	} {
		window := NewWindow()
		add(window)
		add(window)
		lines := told(t, window)
		line := lines["unreadable"][0]
		if len(lines) != 2 || line["count"] != 2.0 || line["first"] == "" || len(line["first"].(string)) > 200 {
			t.Error(lines)
		}
	}
}

func TestAWindowIsEmptyAfterItsLines(t *testing.T) {
	window := NewWindow()
	window.Sent, window.Dropped, window.VUs = 3, 2, 7
	window.Add(tags("email", "wrong", "200"), `0 1 0 {"why":"w","example":"e"}`, 11)
	tick := told(t, window)["tick"][0]
	if tick["sent"] != 3.0 || tick["dropped"] != 2.0 || tick["vus"] != 7.0 || tick["gc"] != 1.5 || tick["time"] != 1234.0 {
		t.Error(tick)
	}
	lines := told(t, window)
	tick = lines["tick"][0]
	if len(lines) != 1 || tick["sent"] != 0.0 || tick["vus"] != 7.0 {
		t.Error(lines)
	}
}

func BenchmarkAdd(b *testing.B) {
	window := NewWindow()
	ok := tags("email", "ok", "200")
	for index := range b.N {
		window.Add(ok, "12345.678 0.123456789 0.0123456 msg_0000000000000001", 1.2345)
		if index%20_000 == 0 {
			window.Take().Lines(time.Now(), 0)
		}
	}
}
