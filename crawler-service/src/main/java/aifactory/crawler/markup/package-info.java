/// Markup as it is met, well-formed or not: a tree without entities and without errors.
@NullMarked
package aifactory.crawler.markup;

import org.jspecify.annotations.NullMarked;
