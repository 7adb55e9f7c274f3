// k6 with one more output: `--out sendproof=-` writes what a run measured as lines of JSON, added up second by second.
// load/output.ts says what the lines are.
package main

import (
	"go.k6.io/k6/cmd"
	"go.k6.io/k6/js/modules"
	"go.k6.io/k6/output"
)

func main() {
	output.RegisterExtension("sendproof", newOutput)
	modules.Register("k6/x/sendproof", hostModule{})
	cmd.Execute()
}
