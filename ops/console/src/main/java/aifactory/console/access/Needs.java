package aifactory.console.access;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The role that a call needs where it is not the usual one: reads need `VIEWER`, everything else
/// `ADMIN`. Forgetting it makes a call stricter, never more open.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Needs {
  /// That role; [Role#CLIENT] with `nobody` means that the call is open.
  Role value();

  /// True for the few calls that must work before anybody has said who they are.
  boolean nobody() default false;
}
