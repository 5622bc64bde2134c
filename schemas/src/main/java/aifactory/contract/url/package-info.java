/// URLs as browsers understand them (WHATWG URL Standard): what any text means as a link, in one
/// spelling. Pure functions; no network, no names resolved.
@NullMarked
package aifactory.contract.url;

import org.jspecify.annotations.NullMarked;
