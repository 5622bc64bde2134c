/// The edge to people and scripts: what the trainer is doing, as JSON. Changes nothing.
@NullMarked
package aifactory.trainer.rest;

import org.jspecify.annotations.NullMarked;
