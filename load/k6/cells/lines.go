package cells

import (
	"cmp"
	"encoding/json"
	"slices"
)

// The lines of load/output.ts, field by field.

type cellLine struct {
	Sendproof string `json:"sendproof"`
	Second    int64  `json:"second"`
	Channel   string `json:"channel"`
	Payload   string `json:"payload"`
	Outcome   string `json:"outcome"`
	Status    int64  `json:"status"`
	Count     int64  `json:"count"`
	Latency   string `json:"latency"`
	Service   string `json:"service"`
}

type lateLine struct {
	Sendproof string `json:"sendproof"`
	Second    int64  `json:"second"`
	Histogram string `json:"histogram"`
}

type idsLine struct {
	Sendproof string   `json:"sendproof"`
	IDs       []string `json:"ids"`
}

type samplesLine struct {
	Sendproof string     `json:"sendproof"`
	Samples   [][4]int64 `json:"samples"`
}

type reasonLine struct {
	Sendproof string `json:"sendproof"`
	Channel   string `json:"channel"`
	Outcome   string `json:"outcome"`
	Why       string `json:"why"`
	Count     int64  `json:"count"`
}

type exampleLine struct {
	Sendproof string  `json:"sendproof"`
	Channel   string  `json:"channel"`
	Outcome   string  `json:"outcome"`
	At        float64 `json:"at"`
	Text      string  `json:"text"`
}

type slowLine struct {
	Sendproof string       `json:"sendproof"`
	Slow      []slowAnswer `json:"slow"`
}

type slowAnswer struct {
	due, latency float64
	channel      string
}

func (s slowAnswer) MarshalJSON() ([]byte, error) {
	return json.Marshal([]any{s.due, s.latency, s.channel})
}

type unreadableLine struct {
	Sendproof string `json:"sendproof"`
	Count     int64  `json:"count"`
	First     string `json:"first"`
}

type tickLine struct {
	Sendproof string  `json:"sendproof"`
	Time      int64   `json:"time"`
	Sent      int64   `json:"sent"`
	Dropped   int64   `json:"dropped"`
	VUs       int64   `json:"vus"`
	GC        float64 `json:"gc"`
}

// End is the last line of a run that ended by itself.
func End() any {
	return struct {
		Sendproof string `json:"sendproof"`
	}{"end"}
}

func (w *Window) cellLines() []any {
	lines := make([]cellLine, 0, len(w.cells))
	for of, cell := range w.cells {
		latency, service := w.encoder.encode(cell.latency), w.encoder.encode(cell.service)
		line := cellLine{"cell", of.second, of.channel, of.payload, of.outcome, of.status, cell.count, latency, service}
		lines = append(lines, line)
	}
	slices.SortFunc(lines, func(a, b cellLine) int {
		return cmp.Or(cmp.Compare(a.Second, b.Second), cmp.Compare(a.Channel, b.Channel),
			cmp.Compare(a.Payload, b.Payload), cmp.Compare(a.Outcome, b.Outcome), cmp.Compare(a.Status, b.Status))
	})
	return anyOf(lines)
}

func (w *Window) lateLines() []any {
	lines := make([]lateLine, 0, len(w.late))
	for second, values := range w.late {
		lines = append(lines, lateLine{"late", second, w.encoder.encode(values)})
	}
	slices.SortFunc(lines, func(a, b lateLine) int { return cmp.Compare(a.Second, b.Second) })
	return anyOf(lines)
}

func (w *Window) idLines() []any {
	var lines []any
	for ids := range slices.Chunk(w.ids, mostIDs) {
		lines = append(lines, idsLine{"ids", ids})
	}
	return lines
}

func (w *Window) sampleLines() []any {
	var lines []any
	for samples := range slices.Chunk(w.samples, mostSamples) {
		lines = append(lines, samplesLine{"samples", samples})
	}
	return lines
}

func (w *Window) reasonLines() []any {
	lines := make([]reasonLine, 0, len(w.reasons))
	for of, count := range w.reasons {
		lines = append(lines, reasonLine{"reason", of.channel, of.outcome, of.why, count})
	}
	slices.SortFunc(lines, func(a, b reasonLine) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Channel, b.Channel),
			cmp.Compare(a.Outcome, b.Outcome), cmp.Compare(a.Why, b.Why))
	})
	return anyOf(lines)
}

func slowest(answers []slowAnswer) []slowAnswer {
	slices.SortFunc(answers, func(a, b slowAnswer) int {
		return cmp.Or(cmp.Compare(b.latency, a.latency), cmp.Compare(a.due, b.due))
	})
	return answers[:min(len(answers), mostSlow)]
}

func anyOf[T any](lines []T) []any {
	all := make([]any, 0, len(lines))
	for _, line := range lines {
		all = append(all, line)
	}
	return all
}
