package aifactory.walk;

/// How far a walk goes. The short form takes every step of the full one, on less: it is what
/// `./factory test` can afford.
enum Scale {
  FULL,
  SHORT
}
