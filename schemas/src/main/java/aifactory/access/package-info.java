/// What every door that takes API keys keeps: how often each key may ask.
@NullMarked
package aifactory.access;

import org.jspecify.annotations.NullMarked;
