/// Jobs of the trainer: asked for by a form, watched, taken back. In: orders over REST; out:
/// `job.requested` through the outbox. Nothing is trained here.
@NullMarked
package aifactory.console.job;

import org.jspecify.annotations.NullMarked;
