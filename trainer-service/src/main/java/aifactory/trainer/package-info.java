/// The workshop: corpus text comes in, checkpoints, bundles and scores go out. It judges no page,
/// promotes no model and calls no other service.
@NullMarked
package aifactory.trainer;

import org.jspecify.annotations.NullMarked;
