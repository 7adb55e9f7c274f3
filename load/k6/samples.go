package main

import (
	"runtime/debug"
	"time"

	"go.k6.io/k6/lib/netext/httpext"
	"go.k6.io/k6/metrics"
)

// As in load/scenarios/settings.ts.
const (
	resultMetric = "sendproof_result"
	control      = "control"
)

// AddMetricSamples adds them up at once: 20,000 requests a second take it a millisecond each time, every 50 ms. To keep
// them for later would cost the garbage collector more.
func (o *lineOutput) AddMetricSamples(containers []metrics.SampleContainer) {
	o.mutex.Lock()
	defer o.mutex.Unlock()
	for _, container := range containers {
		switch some := container.(type) {
		case *httpext.Trail:
			// All of one request's samples: of these only that there was one matters.
			if channel, _ := some.Tags.Get("channel"); channel != control {
				o.window.Sent++
			}
		case metrics.Sample:
			o.count(some)
		default:
			for _, sample := range some.GetSamples() {
				o.count(sample)
			}
		}
	}
}

func (o *lineOutput) count(sample metrics.Sample) {
	switch sample.Metric.Name {
	case resultMetric:
		o.window.Add(sample.Tags.Get, sample.Metadata["r"], sample.Value)
	case metrics.DroppedIterationsName:
		// k6 gives these no tags but the scenario's name: the control is a scenario of that name.
		if scenario, _ := sample.Tags.Get("scenario"); scenario != control {
			o.window.Dropped += int64(sample.Value)
		}
	case metrics.VUsMaxName:
		o.window.VUs = int64(sample.Value)
	}
}

// gcPauses is for how long the garbage collector has stopped all of k6 until now.
func gcPauses() time.Duration {
	var stats debug.GCStats
	debug.ReadGCStats(&stats)
	return stats.PauseTotal
}
