/// API keys as the console issued them: hashes, never keys.
@NullMarked
package aifactory.inference.access;

import org.jspecify.annotations.NullMarked;
