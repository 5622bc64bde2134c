/// What every door of the factory keeps: how often somebody may ask, and that no foreign web page
/// asks in a visitor's name.
@NullMarked
package aifactory.access;

import org.jspecify.annotations.NullMarked;
