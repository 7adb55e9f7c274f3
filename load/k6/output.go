package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"runtime/debug"
	"time"

	"go.k6.io/k6/lib/netext/httpext"
	"go.k6.io/k6/metrics"
	"go.k6.io/k6/output"

	"sendproof/load/k6/cells"
)

const (
	// Samples are read so often, so that no second's worth of them is read in one go: that would be felt by the requests.
	collectEvery = 100 * time.Millisecond
	// Lines are written each time that so many readings are done.
	collectionsToLines = 10
	// As in load/scenarios/settings.ts.
	resultMetric = "sendproof_result"
	control      = "control"
)

// lineOutput adds up k6's samples and writes them as lines, once a second and at the end.
type lineOutput struct {
	output.SampleBuffer
	params      output.Params
	flusher     *output.PeriodicFlusher
	window      *cells.Window
	collections int
	gcBefore    time.Duration
	buffer      *bufio.Writer
	encoder     *json.Encoder
	close       func() error
	failed      error
}

func newOutput(params output.Params) (output.Output, error) {
	return &lineOutput{params: params, window: cells.NewWindow()}, nil
}

func (o *lineOutput) Description() string {
	return "sendproof (" + o.params.ConfigArgument + ")"
}

// Start opens the file, or standard output for "-", and begins to read samples.
func (o *lineOutput) Start() error {
	to, closeFile, err := o.open()
	if err != nil {
		return err
	}
	o.close = closeFile
	o.buffer = bufio.NewWriter(to)
	o.encoder = json.NewEncoder(o.buffer)
	o.encoder.SetEscapeHTML(false)
	o.gcBefore = gcPauses()
	o.flusher, err = output.NewPeriodicFlusher(collectEvery, o.tick)
	return err
}

func (o *lineOutput) open() (io.Writer, func() error, error) {
	path := o.params.ConfigArgument
	if path == "" || path == "-" {
		return o.params.StdOut, func() error { return nil }, nil
	}
	file, err := o.params.FS.Create(path)
	if err != nil {
		return nil, nil, fmt.Errorf("sendproof output: %w", err)
	}
	return file, file.Close, nil
}

// Stop writes what is left and the line that says so. An error means that lines are missing.
func (o *lineOutput) Stop() error {
	o.flusher.Stop()
	o.writeLines()
	o.write(cells.End())
	o.flush()
	if err := o.close(); err != nil && o.failed == nil {
		o.failed = err
	}
	return o.failed
}

func (o *lineOutput) tick() {
	o.collect()
	o.collections++
	if o.collections >= collectionsToLines {
		o.collections = 0
		o.writeLines()
		o.flush()
	}
}

func (o *lineOutput) collect() {
	for _, container := range o.GetBufferedSamples() {
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

func (o *lineOutput) writeLines() {
	gcNow := gcPauses()
	for _, line := range o.window.Lines(time.Now(), gcNow-o.gcBefore) {
		o.write(line)
	}
	o.gcBefore = gcNow
}

// write and flush remember the first error and write no more after it: half a line must not be followed by whole ones.
func (o *lineOutput) write(line any) {
	if o.failed == nil {
		o.failed = o.encoder.Encode(line)
	}
}

func (o *lineOutput) flush() {
	if o.failed == nil {
		o.failed = o.buffer.Flush()
	}
}

// gcPauses is for how long the garbage collector has stopped all of k6 until now.
func gcPauses() time.Duration {
	var stats debug.GCStats
	debug.ReadGCStats(&stats)
	return stats.PauseTotal
}
