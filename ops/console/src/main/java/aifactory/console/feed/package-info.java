/// Events become the view: every topic read once, rows and offsets in one transaction. Publishes
/// nothing but dead letters, so a rebuild has no effects.
@NullMarked
package aifactory.console.feed;

import org.jspecify.annotations.NullMarked;
