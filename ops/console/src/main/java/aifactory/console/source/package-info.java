/// Where text comes from: sources declared by people, and their yield.
@NullMarked
package aifactory.console.source;

import org.jspecify.annotations.NullMarked;
