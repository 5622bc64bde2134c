package aifactory.console.access;

/// Somebody who proved who they are.
///
/// @param actor as events record them
record Identity(String actor, Role role) {}
