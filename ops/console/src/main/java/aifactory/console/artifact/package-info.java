/// Artifacts: their manifests, their ZIPs handed out, and ZIPs of others taken in. In: files of the
/// model store; out: `artifact.published` through the outbox.
@NullMarked
package aifactory.console.artifact;

import org.jspecify.annotations.NullMarked;
