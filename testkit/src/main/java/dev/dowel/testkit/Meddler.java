package dev.dowel.testkit;

/** Somebody who interferes with what a test asks. Test's thread only. */
interface Meddler {

    /** Nobody. */
    Meddler NONE = new Meddler() {
        @Override
        public void beforeAsking(TestActor<?> actor, String what) {}

        @Override
        public void follow(String what, TestFuture<?> answer) {}
    };

    /** The test is about to ask an actor for something. */
    void beforeAsking(TestActor<?> actor, String what);

    /** It did. */
    void follow(String what, TestFuture<?> answer);
}
