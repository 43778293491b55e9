/** Version of the suite: a patch mends a case, a minor adds cases, a major changes how cases are read. */
export const suiteVersion = '1.1.0'
