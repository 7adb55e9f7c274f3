package script

import (
	"encoding/json"
	"fmt"
	"math"
	"time"
)

// Plan is what load/scenarios/prepare.ts gives.
type Plan struct {
	// Timings by name of the k6 scenario.
	Timings map[string]Timing `json:"timings"`
	// Kinds of message, by their index.
	Kinds []Kind `json:"kinds"`
}

// Kind is what is told of a message beside its answer.
type Kind struct {
	Channel string `json:"channel"`
	Payload string `json:"payload"`
}

// Timing is when the requests of a k6 scenario are due. Times in milliseconds.
type Timing struct {
	Start float64 `json:"start"`
	// Period is nil in the closed model, where no request is due at any time.
	Period *float64 `json:"period"`
	First  int64    `json:"first"`
	// Requests is how many there may be.
	Requests int64 `json:"requests"`
}

// Begin is the beginning of one request.
type Begin struct {
	// Turn counts over the whole run.
	Turn int64
	// Due is in milliseconds since the start of the run; Late is how much later the request began.
	Due, Late float64
}

// ReadPlan reads the plan's JSON.
func ReadPlan(text string) (Plan, error) {
	var plan Plan
	if err := json.Unmarshal([]byte(text), &plan); err != nil {
		return Plan{}, fmt.Errorf("the plan cannot be read: %w", err)
	}
	return plan, nil
}

// Begin works out when a request was due. `inRun` and `inScenario` say how long the run and its k6 scenario have lasted
// when it begins. False when all requests have been sent.
func (t Timing) Begin(iteration int64, inRun, inScenario time.Duration) (Begin, bool) {
	if iteration >= t.Requests {
		return Begin{}, false
	}
	if t.Period == nil {
		return Begin{t.First + iteration, Milliseconds(inRun), 0}, true
	}
	offset := float64(iteration) * *t.Period
	// To whole microseconds, so that a request that is due with a second is not counted in the one before.
	due := math.Round((t.Start+offset)*1000) / 1000
	return Begin{t.First + iteration, due, math.Max(0, Milliseconds(inScenario)-offset)}, true
}

// Milliseconds of a duration, with what is behind the point.
func Milliseconds(duration time.Duration) float64 {
	return float64(duration) / float64(time.Millisecond)
}
