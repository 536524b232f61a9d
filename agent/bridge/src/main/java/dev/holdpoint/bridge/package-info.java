/** The handful of classes on the boot class path, without dependencies. */
package dev.holdpoint.bridge;
