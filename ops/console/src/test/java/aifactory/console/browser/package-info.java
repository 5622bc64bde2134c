/// A real browser for tests: Chromium without a window, driven over the DevTools protocol.
@NullMarked
package aifactory.console.browser;

import org.jspecify.annotations.NullMarked;
