/// The live picture: computed once a second for everybody, sent by server-sent events.
@NullMarked
package aifactory.console.dashboard;

import org.jspecify.annotations.NullMarked;
