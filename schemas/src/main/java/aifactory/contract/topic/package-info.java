/// The catalogue of topics: every door between services, declared once. Everything else (creation,
/// serdes, limits, documentation) is derived from it.
@NullMarked
package aifactory.contract.topic;

import org.jspecify.annotations.NullMarked;
