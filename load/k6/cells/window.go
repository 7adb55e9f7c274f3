package cells

import "time"

const (
	mostReasons  = 20
	mostExamples = 20
	mostIDs      = 2000
	mostSamples  = 2000
	mostSlow     = 100
	// Bytes of what cannot be read.
	longestExcerpt = 200
	// Milliseconds from which on an answer is told of by itself.
	slow = 10
	// As in load/scenarios/settings.ts.
	control = "control"
)

// Window holds what came since the last lines. Not for use by several goroutines.
type Window struct {
	// Sent, Dropped: k6's own counts, the control left out; they start over with each window.
	Sent, Dropped int64
	// VUs is the latest number of virtual users, Newest the latest second in which a request was due.
	VUs, Newest int64
	// WithSamples: each request is told of by itself too.
	WithSamples bool

	encoder    encoder
	cells      map[key]*cell
	late       map[int64][]int64
	ids        []string
	samples    [][4]int64
	reasons    map[reason]int64
	examples   []exampleLine
	slow       []slowAnswer
	unreadable unreadableLine
}

// cell holds its values as they came, in microseconds: a histogram each would need far more memory.
type cell struct {
	count            int64
	latency, service []int64
}

type reason struct{ channel, outcome, why string }

// Take is what there is so far; the window starts over. The two may be used by different goroutines.
func (w *Window) Take() *Window {
	taken := *w
	w.empty()
	return &taken
}

// NewWindow is an empty one.
func NewWindow() *Window {
	w := &Window{encoder: newEncoder()}
	w.empty()
	return w
}

func (w *Window) empty() {
	w.Sent, w.Dropped = 0, 0
	w.cells = map[key]*cell{}
	w.late = map[int64][]int64{}
	w.reasons = map[reason]int64{}
	w.ids, w.samples, w.examples, w.slow = nil, nil, nil, nil
	w.unreadable = unreadableLine{}
}

// Add counts one request: a sample's tags, its metadata and its value. One that cannot be read is told of as such.
func (w *Window) Add(tag func(string) (string, bool), detail string, duration float64) {
	found, err := read(tag, detail, duration)
	if err != nil {
		if w.unreadable.Count == 0 {
			w.unreadable.First = excerpt(err.Error())
		}
		w.unreadable.Count++
		return
	}
	w.addCell(found)
	if found.channel == control {
		return
	}
	w.late[found.second] = append(w.late[found.second], microseconds(found.late))
	if w.WithSamples {
		w.samples = append(w.samples, found.sample())
	}
	if found.outcome == "ok" {
		w.ids = append(w.ids, found.id)
	} else {
		w.addFault(found)
	}
}

func (w *Window) addCell(found result) {
	known, ok := w.cells[found.key]
	if !ok {
		known = &cell{}
		w.cells[found.key] = known
	}
	known.count++
	w.Newest = max(w.Newest, found.second)
	if !found.answered() {
		return
	}
	known.latency = append(known.latency, microseconds(found.latency))
	known.service = append(known.service, microseconds(found.service))
	if found.latency >= slow {
		w.addSlow(slowAnswer{found.due, found.latency, found.channel})
	}
}

func (w *Window) addFault(found result) {
	why := reason{found.channel, found.outcome, found.fault.Why}
	if _, known := w.reasons[why]; !known && len(w.reasons) >= mostReasons {
		why.why = "other reasons"
	}
	w.reasons[why]++
	if found.fault.Example != "" && len(w.examples) < mostExamples {
		w.examples = append(w.examples, exampleLine{"example", found.channel, found.outcome, found.due + found.late, found.fault.Example})
	}
}

func excerpt(text string) string {
	return text[:min(len(text), longestExcerpt)]
}

// addSlow keeps more than are told of, and sorts only now and then.
func (w *Window) addSlow(answer slowAnswer) {
	w.slow = append(w.slow, answer)
	if len(w.slow) >= 10*mostSlow {
		w.slow = slowest(w.slow)
	}
}

// Lines tells all of the window, the tick last. `pauses` are those of the garbage collector.
func (w *Window) Lines(now time.Time, pauses time.Duration) []any {
	lines := w.cellLines()
	lines = append(lines, w.lateLines()...)
	lines = append(lines, w.idLines()...)
	lines = append(lines, w.sampleLines()...)
	lines = append(lines, w.reasonLines()...)
	for _, example := range w.examples {
		lines = append(lines, example)
	}
	if len(w.slow) > 0 {
		lines = append(lines, slowLine{"slow", slowest(w.slow)})
	}
	if w.unreadable.Count > 0 {
		w.unreadable.Sendproof = "unreadable"
		lines = append(lines, w.unreadable)
	}
	gc := float64(pauses) / float64(time.Millisecond)
	return append(lines, tickLine{"tick", now.UnixMilli(), w.Sent, w.Dropped, w.VUs, gc})
}
