/// The node as its agent sees it.
@NullMarked
package aifactory.inference.node;

import org.jspecify.annotations.NullMarked;
