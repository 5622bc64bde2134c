/// From a conversation to one prompt text.
@NullMarked
package aifactory.inference.chat;

import org.jspecify.annotations.NullMarked;
