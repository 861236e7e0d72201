/** Actors, their context, and the values they exchange with clients. */
package dev.dowel;
