package script

import (
	"encoding/json"
	"math/rand"
	"strings"
	"testing"
	"time"
)

const right = `{"id":"m1","thread_id":"thr_1","channel":"email"}`

func TestAnAnswerThatDiffersInItsIDOnly(t *testing.T) {
	pattern, ok := Learn("application/json", right, "m1")
	if !ok {
		t.Fatal("not learnt")
	}
	if id, ok := pattern.ID(200, "application/json", strings.Replace(right, "m1", "other-2_x.y", 1)); !ok || id != "other-2_x.y" {
		t.Error(id, ok)
	}
	for _, other := range []struct {
		status          int
		mediaType, body string
	}{
		{201, "application/json", right},
		{200, "text/html", right},
		{200, "application/json; charset=utf-8", right},
		{200, "application/json", `{"id":"m1","thread_id":"thr_2","channel":"email"}`},
		{200, "application/json", `{"id":"","thread_id":"thr_1","channel":"email"}`},
		{200, "application/json", `{"id":"m1","x":"","thread_id":"thr_1","channel":"email"}`},
		{200, "application/json", `{"id":"m\u0031","thread_id":"thr_1","channel":"email"}`},
		{200, "application/json", `{"id":"m ","thread_id":"thr_1","channel":"email"}`},
		{200, "application/json", `{"id":"` + strings.Repeat("m", 101) + `","thread_id":"thr_1","channel":"email"}`},
		{200, "application/json", right + " "},
		{200, "application/json", ""},
	} {
		if id, ok := pattern.ID(other.status, other.mediaType, other.body); ok {
			t.Errorf("%+v: %q", other, id)
		}
	}
}

func TestNothingIsLearntWhereTheIDMayStandElsewhere(t *testing.T) {
	for body, id := range map[string]string{
		`{"id":"email","thread_id":"thr_1","channel":"email"}`:      "email",
		`{"id":"channel","thread_id":"thr_1","channel":"email"}`:    "channel",
		`{"id":"\u0074hr_1","thread_id":"thr_1","channel":"email"}`: "thr_1",
		`{"id":"a b","thread_id":"thr_1","channel":"email"}`:        "a b",
		`{"id":"","thread_id":"thr_1","channel":"email"}`:           "",
	} {
		if _, ok := Learn("application/json", body, id); ok {
			t.Error(body)
		}
	}
}

func TestNoPatternFitsNothing(t *testing.T) {
	if _, ok := (Pattern{}).ID(200, "", "m1"); ok {
		t.Error("an empty pattern fits")
	}
}

// What is settled by a pattern would parse to the learnt answer with that id in it.
func TestWhatFitsParsesToTheSameButForTheID(t *testing.T) {
	source := rand.New(rand.NewSource(1))
	pattern, _ := Learn("application/json", right, "m1")
	fits := 0
	for range 20_000 {
		body := []byte(strings.Replace(right, "m1", "m12345", 1))
		for range 1 + source.Intn(2) {
			body[source.Intn(len(body))] = byte(source.Intn(128))
		}
		id, ok := pattern.ID(200, "application/json", string(body))
		if !ok {
			continue
		}
		fits++
		var parsed map[string]string
		if err := json.Unmarshal(body, &parsed); err != nil {
			t.Fatal(string(body), err)
		}
		if len(parsed) != 3 || parsed["id"] != id || parsed["thread_id"] != "thr_1" || parsed["channel"] != "email" {
			t.Fatal(string(body))
		}
	}
	if fits == 0 {
		t.Error("none fitted")
	}
}

func TestWhenRequestsAreDue(t *testing.T) {
	plan, err := ReadPlan(`{"timings":{"stage1":{"start":2000,"length":9,"period":250,"first":8,"requests":3},
		"closed":{"start":0,"period":null,"first":0,"requests":9}},
		"kinds":[{"channel":"email","payload":"plain"}]}`)
	if err != nil || plan.Kinds[0] != (Kind{"email", "plain"}) {
		t.Fatal(plan, err)
	}
	begin := func(name string, iteration int64, inRun, inScenario time.Duration) Begin {
		found, _ := plan.Timings[name].Begin(iteration, inRun, inScenario)
		return found
	}
	if got := begin("stage1", 2, 9*time.Second, 500500*time.Microsecond); got != (Begin{10, 2500, 0.5}) {
		t.Error(got)
	}
	if got := begin("stage1", 2, 9*time.Second, 499*time.Millisecond); got != (Begin{10, 2500, 0}) {
		t.Error("early:", got)
	}
	if got := begin("closed", 4, 1234567*time.Nanosecond, 0); got != (Begin{4, 1.234567, 0}) {
		t.Error(got)
	}
	if _, ok := plan.Timings["stage1"].Begin(3, 0, 0); ok {
		t.Error("more than its requests")
	}
	if _, err := ReadPlan("{"); err == nil {
		t.Error("half a plan")
	}
}
