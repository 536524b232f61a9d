/** What runs in the child JVMs: applications that know nothing of Holdpoint but its exception. */
@NullMarked
package dev.holdpoint.it.app;

import org.jspecify.annotations.NullMarked;
