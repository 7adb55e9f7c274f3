package main

import (
	"strconv"
	"time"

	"github.com/grafana/sobek"
	"go.k6.io/k6/js/common"
	"go.k6.io/k6/js/modules"
	"go.k6.io/k6/js/modules/k6/http"
	"go.k6.io/k6/lib"
	"go.k6.io/k6/metrics"

	"sendproof/load/k6/script"
)

// hostModule is `k6/x/sendproof`: the fast one of the two hosts that load/scenarios/host.ts describes.
type hostModule struct{}

// host is the module of one virtual user.
type host struct {
	vu       modules.VU
	metric   *metrics.Metric
	plan     script.Plan
	patterns map[int64]script.Pattern
	begin    script.Begin
	// Nanoseconds since 1970 of the last answer of the target; 0 before the first.
	lastUse int64
	// How long that was ago when the request began, in milliseconds.
	idle float64
}

func (hostModule) NewModuleInstance(vu modules.VU) modules.Instance {
	metric := vu.InitEnv().Registry.MustNewMetric(resultMetric, metrics.Trend, metrics.Time)
	return &host{vu: vu, metric: metric, patterns: map[int64]script.Pattern{}}
}

// Exports are functions of the one form that k6's engine calls without reflection.
func (h *host) Exports() modules.Exports {
	return modules.Exports{Named: map[string]any{
		"plan":   h.setPlan,
		"start":  h.start,
		"idle":   h.getIdle,
		"settle": h.settle,
		"learn":  h.learn,
		"tell":   h.tell,
	}}
}

func (h *host) setPlan(call sobek.FunctionCall) sobek.Value {
	plan, err := script.ReadPlan(call.Argument(0).String())
	if err != nil {
		common.Throw(h.vu.Runtime(), err)
	}
	h.plan = plan
	return sobek.Undefined()
}

func (h *host) start(sobek.FunctionCall) sobek.Value {
	context, runtime := h.vu.Context(), h.vu.Runtime()
	scenario := lib.GetScenarioState(context)
	timing, ok := h.plan.Timings[scenario.Name]
	if !ok {
		panic(runtime.NewTypeError("no part of the run is called %q", scenario.Name))
	}
	now := time.Now()
	h.idle = 0
	if h.lastUse != 0 {
		h.idle = script.Milliseconds(time.Duration(now.UnixNano() - h.lastUse))
	}
	inRun := lib.GetExecutionState(context).GetCurrentTestRunDuration()
	iteration := int64(h.vu.State().GetScenarioGlobalVUIter())
	h.begin, ok = timing.Begin(iteration, inRun, now.Sub(scenario.StartTime))
	if !ok {
		return runtime.ToValue(-1)
	}
	return runtime.ToValue(h.begin.Turn)
}

func (h *host) getIdle(sobek.FunctionCall) sobek.Value {
	return h.vu.Runtime().ToValue(h.idle)
}

func (h *host) response(value sobek.Value) *http.Response {
	response, ok := value.Export().(*http.Response)
	if !ok {
		panic(h.vu.Runtime().NewTypeError("not a response of k6/http"))
	}
	return response
}

// settle(response, index)
func (h *host) settle(call sobek.FunctionCall) sobek.Value {
	response, index := h.response(call.Argument(0)), call.Argument(1).ToInteger()
	pattern, known := h.patterns[index]
	body, isText := response.Body.(string)
	if !known || !isText {
		return h.vu.Runtime().ToValue(false)
	}
	id, ok := pattern.ID(response.Status, response.Headers["Content-Type"], body)
	if ok {
		kind := h.plan.Kinds[index]
		h.push(response, [4]string{kind.Channel, kind.Payload, "ok", "200"}, id)
	}
	return h.vu.Runtime().ToValue(ok)
}

// learn(response, index, id)
func (h *host) learn(call sobek.FunctionCall) sobek.Value {
	response, index := h.response(call.Argument(0)), call.Argument(1).ToInteger()
	body, isText := response.Body.(string)
	pattern, ok := script.Learn(response.Headers["Content-Type"], body, call.Argument(2).String())
	if ok && isText && index < int64(len(h.plan.Kinds)) {
		h.patterns[index] = pattern
	}
	return sobek.Undefined()
}

// tell(kind, response, rest)
func (h *host) tell(call sobek.FunctionCall) sobek.Value {
	kind := call.Argument(0).ToObject(h.vu.Runtime())
	var tags [4]string
	for index, name := range tagNames {
		tags[index] = kind.Get(name).String()
	}
	h.push(h.response(call.Argument(1)), tags, call.Argument(2).String())
	return sobek.Undefined()
}

var tagNames = [4]string{"channel", "payload", "outcome", "status"}

// push makes the sample that load/scenarios/result.ts describes.
func (h *host) push(response *http.Response, values [4]string, rest string) {
	state, now := h.vu.State(), time.Now()
	tags := state.Tags.GetCurrentValues().Tags
	for index, name := range tagNames {
		tags = tags.With(name, values[index])
	}
	if values[0] != control {
		h.lastUse = now.UnixNano()
	}
	text := make([]byte, 0, 128)
	for _, time := range [...]float64{h.begin.Due, h.begin.Late, response.Timings.Blocked} {
		text = append(strconv.AppendFloat(text, time, 'f', -1, 64), ' ')
	}
	metrics.PushIfNotDone(h.vu.Context(), state.Samples, metrics.Sample{
		TimeSeries: metrics.TimeSeries{Metric: h.metric, Tags: tags},
		Time:       now,
		Metadata:   map[string]string{"r": string(append(text, rest...))},
		Value:      response.Timings.Duration,
	})
}
