/// The whole factory on one machine: broker, database, registry and services as child processes.
/// In: the command line and settings from the environment. Out: running parts, one line each. Never
/// does a service's work and never touches a topic's records, except to declare sources and to
/// pause nodes when the disk is full.
@NullMarked
package aifactory.launcher;

import org.jspecify.annotations.NullMarked;
