/// Wikitext in, plain text out: templates, tables, links, references, tags and lines, each in one
/// linear walk without recursion.
@NullMarked
package aifactory.preprocess.extract.wiki;

import org.jspecify.annotations.NullMarked;
