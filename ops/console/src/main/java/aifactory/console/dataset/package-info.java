/// Dataset versions as they were sealed.
@NullMarked
package aifactory.console.dataset;

import org.jspecify.annotations.NullMarked;
