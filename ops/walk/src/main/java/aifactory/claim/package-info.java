/// Figures held against their bounds, and the page of those that were recorded. In: what walks and
/// benchmarks measured. Out: one JSON line per claim, `docs/reference/claims.md`. Never a bound
/// that is missed and not shown.
@NullMarked
package aifactory.claim;

import org.jspecify.annotations.NullMarked;
