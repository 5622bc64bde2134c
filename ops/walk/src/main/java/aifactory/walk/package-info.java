/// Walks through the whole running factory, from outside: through topics, files and REST only. In:
/// a built tree. Out: a table of what was seen, and an exit code. Never a figure that was not read
/// back.
@NullMarked
package aifactory.walk;

import org.jspecify.annotations.NullMarked;
