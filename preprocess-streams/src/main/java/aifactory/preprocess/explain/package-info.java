/// The room's decisions, asked one by one from the command line: JSON in, JSON out, no broker.
@NullMarked
package aifactory.preprocess.explain;

import org.jspecify.annotations.NullMarked;
