/// The shop window: takes `model.aliases`, `corpus.*`, `policy.sources` and `access.keys`; gives
/// answers over REST and `generation.served`. Never trains, never judges text, never writes to the
/// model store, never calls another service.
@NullMarked
package aifactory.inference;

import org.jspecify.annotations.NullMarked;
