/// The front door: answers are streamed through from inference. The one call between services.
@NullMarked
package aifactory.console.door;

import org.jspecify.annotations.NullMarked;
