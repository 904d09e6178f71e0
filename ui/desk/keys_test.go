package desk

import "testing"

// A key does one thing.
func TestKeysAreDeliveredOnce(t *testing.T) {
	of := map[string]string{}
	for _, g := range helpGroups {
		for _, k := range g.keys {
			for _, key := range append([]string{k.own}, k.fixed...) {
				if key == "" {
					continue
				}
				if other, taken := of[key]; taken {
					t.Errorf("%q is the key of %s and of %s", key, other, k.do)
				}
				of[key] = k.do
			}
		}
	}
	if len(of) < 30 {
		t.Errorf("only %d keys", len(of))
	}
}
