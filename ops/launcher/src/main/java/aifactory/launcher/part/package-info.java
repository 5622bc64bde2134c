/// A part of the factory as a child process: started when what it needs is ready, watched,
/// restarted, stopped, and found again by its recorded id. Knows no particular part.
@NullMarked
package aifactory.launcher.part;

import org.jspecify.annotations.NullMarked;
