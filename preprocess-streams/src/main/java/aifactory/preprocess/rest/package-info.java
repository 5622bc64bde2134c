/// The loopback interface: topology, totals, explanations, sealing on command.
@NullMarked
package aifactory.preprocess.rest;

import org.jspecify.annotations.NullMarked;
