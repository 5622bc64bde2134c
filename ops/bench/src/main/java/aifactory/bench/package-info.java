/// Side-by-side benchmarks and the page of claims made from them. In: a built tree. Out: one JSON
/// line per claim. Never a test with a clock in it: a bound that is missed is printed, not hidden.
@NullMarked
package aifactory.bench;

import org.jspecify.annotations.NullMarked;
