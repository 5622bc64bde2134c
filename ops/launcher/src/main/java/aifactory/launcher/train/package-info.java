/// `./factory train`: words into a training form, and a job's progress for people.
@NullMarked
package aifactory.launcher.train;

import org.jspecify.annotations.NullMarked;
