/// What tests ask of a page in a real browser beside its own words: axe-core, and a line that can
/// be cut.
@NullMarked
package aifactory.console.browser;

import org.jspecify.annotations.NullMarked;
