"""From bytes to a site that stands: plan, executors, store, manifest, publish.

Nothing here knows what a page is: it deals in jobs, paths and bytes. This module imports
nothing, so that :mod:`sitegen.publish.manifest` can answer before the heavy imports::

    # cli.py, first of all
    from sitegen.publish.manifest import reason_to_build
    reason = reason_to_build(root, out, cache, flags, verify=args.verify)
    if not reason:
        return 0                                  # nothing to do

    # pipeline.py
    store = Store(cache / "store")
    memo = Memo(store)
    inputs = take_inputs(root, cache)             # before anything is loaded
    with open_site(out, root) as site, store.used(), ProcessExecutor(workers) as executor:
        if args.verify:
            store.verify()                        # hand-edited objects are made anew

        plan = Plan()
        plan.add("es/tasks/open-toms/index.html", owner="tasks es", source=task.source)
        problems.extend(plan.problems())

        with ContextRef(RenderContext(store, memo, books), store.folder) as context:
            results = executor.run(render_lea, lea_jobs, context)   # in the order of jobs
            outputs = [(page.path, page.digest) for result in results for page in result.pages]

        published = site.publish(outputs, store)
        write_manifest(out, cache, flags, inputs, published.outputs)
    store.sweep(keep=memo.sweep() | published.copied)

    # a job, in any process: module-level, small in, small out
    def render_lea(job: LeaJob, context: RenderContext) -> LeaResult:
        stored = context.store.put(page_bytes)
        return LeaResult(pages=(Page(path, stored.digest, stored.size),), problems=())

Every failure that is not a bug is a :class:`sitegen.publish.errors.PublishError`; what
stood in ``out`` then still stands there.
"""
