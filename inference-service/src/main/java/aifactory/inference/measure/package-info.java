/// What benchmarks and conformance suites run of this room, without broker and REST: one main class
/// per subject, questions in, figures out.
@NullMarked
package aifactory.inference.measure;

import org.jspecify.annotations.NullMarked;
