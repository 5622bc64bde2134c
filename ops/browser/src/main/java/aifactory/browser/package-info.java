/// A real browser, driven as a person would: windows, keys, clicks, pictures.
@NullMarked
package aifactory.browser;

import org.jspecify.annotations.NullMarked;
