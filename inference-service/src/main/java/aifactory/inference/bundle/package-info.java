/// Published models: verified, loaded, tried, swapped in; the old one is closed after its last
/// request.
@NullMarked
package aifactory.inference.bundle;

import org.jspecify.annotations.NullMarked;
