// Package cells adds up what became of requests: counts and histograms by second and kind, and the few details that
// are kept of single requests. It knows nothing of k6, so its tests need no k6.
package cells

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// result is one request as load/scenarios/result.ts tells it. Times in milliseconds.
type result struct {
	key
	due, late, latency, service float64
	// sent: from the send, with what it took to have a connection.
	sent float64
	// id is the message's when the outcome is ok, fault what was wrong when it is not.
	id    string
	fault fault
}

type fault struct {
	Why     string `json:"why"`
	Example string `json:"example"`
}

// key is all that the requests of one cell have in common.
type key struct {
	second                    int64
	channel, payload, outcome string
	status                    int64
}

// outcomes are those of load/scenarios/result.ts, in its order.
var outcomes = []string{"ok", "none", "limited", "status", "wrong", "exchanged"}

// sample is one request in whole microseconds: due, latency, the time from its send, and its place in outcomes.
func (r *result) sample() [4]int64 {
	outcome := int64(slices.Index(outcomes, r.outcome))
	if !r.answered() {
		return [4]int64{wholeMicroseconds(r.due), -1, -1, outcome}
	}
	return [4]int64{wholeMicroseconds(r.due), wholeMicroseconds(r.latency), wholeMicroseconds(r.sent), outcome}
}

// answered says whether there are times to speak of.
func (k key) answered() bool { return k.outcome != "none" }

// read reads the tags and the metadata of one sample; an error says in words what cannot be read.
func read(tag func(string) (string, bool), detail string, duration float64) (result, error) {
	var times [3]float64
	rest := detail
	for index := range times {
		text, behind, ok := strings.Cut(rest, " ")
		value, err := strconv.ParseFloat(text, 64)
		if !ok || err != nil || !isTime(value) {
			return result{}, fmt.Errorf("not three times and a rest: %q", detail)
		}
		times[index], rest = value, behind
	}
	if !isTime(duration) {
		return result{}, fmt.Errorf("not a duration: %v", duration)
	}
	found := result{due: times[0], late: times[1], service: duration, sent: times[2] + duration}
	// In this order: the other reader of samples, in TypeScript, must come to the same last bit.
	found.latency = times[1] + times[2] + duration
	err := found.readTags(tag)
	// Of the control nothing more is told.
	if err == nil && found.channel != control {
		err = found.readRest(rest)
	}
	return found, err
}

func (r *result) readTags(tag func(string) (string, bool)) error {
	r.second = int64(math.Floor(r.due / 1000))
	r.channel, _ = tag("channel")
	r.payload, _ = tag("payload")
	r.outcome, _ = tag("outcome")
	status, _ := tag("status")
	number, err := strconv.ParseInt(status, 10, 32)
	if r.channel == "" || r.payload == "" || !slices.Contains(outcomes, r.outcome) || err != nil || number < 0 {
		return fmt.Errorf("tags are missing or not known: channel %q, payload %q, outcome %q, status %q", r.channel, r.payload, r.outcome, status)
	}
	r.status = number
	return nil
}

func (r *result) readRest(rest string) error {
	if r.outcome == "ok" {
		r.id = rest
		return nil
	}
	if err := json.Unmarshal([]byte(rest), &r.fault); err != nil {
		return fmt.Errorf("not a fault: %q", rest)
	}
	if r.fault.Why == "" {
		return errors.New("a fault without a reason")
	}
	return nil
}

// isTime is true for what fits any clock: not negative, no NaN, less than thirty years.
func isTime(milliseconds float64) bool {
	return milliseconds >= 0 && milliseconds < 1e12
}
