/// Tests of the further nodes.
@NullMarked
package aifactory.launcher.node;

import org.jspecify.annotations.NullMarked;
