/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-null.c - every public function that takes a pointer, called with NULL for it, by a task: an
 * error, nothing, or a sentence that names the function; never a crash. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include <cmocka.h>

#include "tests/support/journal.h"
#include "tests/support/public.h"

static AwValue
nothing(AwValue arg)
{
    return arg;
}

static void
no_call(void *data)
{
}

static void
no_done(AwFuture *future, void *data)
{
}

static void
no_job(AwJob *job, void *data)
{
}

static bool
is_ready(void *data)
{
    return false;
}

/* A coroutine object, which no task would wait for. */
static AwFuture *
idle(void)
{
    return aw_spawn(nothing, AW_NONE);
}

#define NO(type) ((type *) NULL)
#define HERE AW_SITE("here")
#define TWO_NULLS ((AwFuture *[]){NULL, NULL})
#define USE(expression)                                                                            \
    __extension__({                                                                                \
        __auto_type used_ = (expression);                                                          \
        (void) &used_;                                                                             \
    })

/* clang-format off */
#define CALLS(X)                                                                                   \
    X(aw_text_from, USE(aw_text_from(HERE, NO(char))))                                             \
    X(aw_str, USE(aw_str(NULL)))                                                                   \
    X(aw_bytes_from, USE(aw_bytes_from(NULL, 3, HERE)))                                            \
    X(aw_bytes_from, USE(aw_bytes_from(NULL, 0, HERE)))                                            \
    X(aw_list_of_from, USE(aw_list_of_from(NULL, 3, HERE)))                                        \
    X(aw_list_of_from, USE(aw_list_of_from(NULL, 0, HERE)))                                        \
    X(aw_pointer, USE(aw_pointer(NULL)))                                                           \
    X(aw_object, USE(aw_object(NULL)))                                                             \
    X(aw_to_bool_from, USE(aw_to_bool_from(aw_bool(true), NULL)))                                  \
    X(aw_to_int_from, USE(aw_to_int_from(aw_int(1), NULL)))                                        \
    X(aw_to_real_from, USE(aw_to_real_from(aw_real(1), NULL)))                                     \
    X(aw_to_text_from, USE(aw_to_text_from(aw_str("a"), NULL)))                                    \
    X(aw_to_pointer_from, USE(aw_to_pointer_from(aw_pointer(NULL), NULL)))                         \
    X(aw_to_future_from, USE(aw_to_future_from(aw_object(idle()), NULL)))                          \
    X(aw_to_queue_from, USE(aw_to_queue_from(aw_object(aw_queue()), NULL)))                        \
    X(aw_to_lock_from, USE(aw_to_lock_from(aw_object(aw_lock()), NULL)))                           \
    X(aw_to_semaphore_from, USE(aw_to_semaphore_from(aw_object(aw_semaphore(1)), NULL)))           \
    X(aw_to_event_from, USE(aw_to_event_from(aw_object(aw_event()), NULL)))                        \
    X(aw_to_condition_from, USE(aw_to_condition_from(aw_object(aw_condition(NULL)), NULL)))        \
    X(aw_to_barrier_from, USE(aw_to_barrier_from(aw_object(aw_barrier(1)), NULL)))                 \
    X(aw_to_pool_from, USE(aw_to_pool_from(aw_object(aw_thread_pool(1)), NULL)))                   \
    X(aw_to_completions_from, USE(aw_to_completions_from(aw_object(aw_as_completed(NULL, 0)), NULL))) \
    X(aw_to_timeout_from, USE(aw_to_timeout_from(aw_object(aw_timeout(1)), NULL)))                 \
    X(aw_to_group_from, USE(aw_to_group_from(aw_object(aw_group()), NULL)))                        \
    X(aw_to_context_from, USE(aw_to_context_from(aw_object(aw_copy_context()), NULL)))             \
    X(aw_to_handle_from, USE(aw_to_handle_from(aw_object(aw_call_soon(no_call, NULL)), NULL)))     \
    X(aw_to_job_from, USE(aw_to_job_from(aw_object(aw_run_coroutine_threadsafe(aw_running_loop(), nothing, 1)), NULL))) \
    X(aw_to_loop_from, USE(aw_to_loop_from(aw_object(aw_running_loop()), NULL)))                   \
    X(aw_len_from, USE(aw_len_from(aw_str("a"), NULL)))                                            \
    X(aw_at_from, USE(aw_at_from(aw_list(1), 0, NULL)))                                            \
    X(aw_message_from, USE(aw_message_from(aw_error(AW_ERROR, "a"), NULL)))                        \
    X(aw_to_bytes_from, USE(aw_to_bytes_from(aw_bytes("a", 1), NULL, HERE)))                       \
    X(aw_error_from, USE(aw_error_from(AW_ERROR, HERE, NO(char))))                                 \
    X(aw_error_from, USE(aw_repr(aw_error_from(AW_ERROR, NULL, "no site"))))                       \
    X(aw_pass, USE(aw_pass(aw_error(AW_ERROR, "passed"), NULL)))                                   \
    X(aw_scope_open, USE(aw_scope_open(NULL)))                                                     \
    X(aw_scope_close, aw_scope_close(NULL))                                                        \
    X(aw_lift_from, USE(aw_lift_from(aw_str("lifted"), NULL, NULL)))                               \
    X(aw_ref_from, USE(aw_ref_from(NULL, HERE)))                                                   \
    X(aw_unref_from, aw_unref_from(NULL, HERE))                                                    \
    X(aw_coro_from, USE(aw_coro_from(NULL, AW_NONE, HERE)))                                        \
    X(aw_coro_from, USE(aw_coro_from(nothing, AW_NONE, NULL)))                                     \
    X(aw_spawn_from, USE(aw_spawn_from(NULL, AW_NONE, &(AwSpawnOptions){0}, HERE)))                \
    X(aw_spawn_from, USE(aw_spawn_from(nothing, AW_NONE, NULL, HERE)))                             \
    X(aw_spawn_from, USE(aw_spawn_from(nothing, AW_NONE, &(AwSpawnOptions){0}, NULL)))             \
    X(aw_call_from, USE(aw_call_from(NULL, AW_NONE, HERE)))                                        \
    X(aw_call_from, USE(aw_call_from(nothing, AW_NONE, NULL)))                                     \
    X(aw_await_from, USE(aw_await_from(NULL, HERE)))                                               \
    X(aw_await_from, USE(aw_await_from(idle(), NULL)))                                             \
    X(aw_ensure_future_from, USE(aw_ensure_future_from(NULL, HERE)))                               \
    X(aw_name_from, USE(aw_name_from(NULL, HERE)))                                                 \
    X(aw_sleep_from, USE(aw_sleep_from(AW_MS, NULL)))                                              \
    X(aw_cancelling_from, USE(aw_cancelling_from(NULL, HERE)))                                     \
    X(aw_uncancel_from, USE(aw_uncancel_from(NULL, HERE)))                                         \
    X(aw_future_from, USE(aw_future_from(NULL)))                                                   \
    X(aw_done_from, USE(aw_done_from(NULL, HERE)))                                                 \
    X(aw_cancelled_from, USE(aw_cancelled_from(NULL, HERE)))                                       \
    X(aw_result_from, USE(aw_result_from(NULL, HERE)))                                             \
    X(aw_exception_from, USE(aw_exception_from(NULL, HERE)))                                       \
    X(aw_set_result_from, USE(aw_set_result_from(NULL, AW_NONE, HERE)))                            \
    X(aw_set_result_if_pending_from, USE(aw_set_result_if_pending_from(NULL, AW_NONE, HERE)))      \
    X(aw_cancel_from, USE(aw_cancel_from(NULL, "why", HERE)))                                      \
    X(aw_cancel_from, USE(aw_cancel_from(idle(), NULL, NULL)))                                     \
    X(aw_add_done_callback_keeping_from, USE(aw_add_done_callback_keeping_from(NULL, no_done, NULL, HERE))) \
    X(aw_add_done_callback_from, USE(aw_add_done_callback_from(NULL, no_done, NULL, HERE)))        \
    X(aw_add_done_callback_from, USE(aw_add_done_callback_from(idle(), NULL, NULL, HERE)))         \
    X(aw_remove_done_callback_from, USE(aw_remove_done_callback_from(NULL, no_done, NULL, HERE)))  \
    X(aw_gather_from, USE(aw_gather_from(NULL, 2, &(AwGatherOptions){0}, HERE)))                   \
    X(aw_gather_from, USE(aw_gather_from(TWO_NULLS, 2, &(AwGatherOptions){0}, HERE)))              \
    X(aw_gather_from, USE(aw_gather_from(NULL, 0, NULL, NULL)))                                    \
    X(aw_wait_from, USE(aw_wait_from(NULL, 2, &(AwWaitOptions){0}, HERE)))                         \
    X(aw_wait_from, USE(aw_wait_from(TWO_NULLS, 2, &(AwWaitOptions){0}, HERE)))                    \
    X(aw_wait_from, USE(aw_wait_from(AW_FUTURES(idle()), NULL, HERE)))                             \
    X(aw_as_completed_from, USE(aw_as_completed_from(NULL, 2, &(AwWaitOptions){0}, HERE)))         \
    X(aw_as_completed_from, USE(aw_as_completed_from(TWO_NULLS, 2, &(AwWaitOptions){0}, HERE)))    \
    X(aw_as_completed_from, USE(aw_as_completed_from(NULL, 0, NULL, NULL)))                        \
    X(aw_next_from, USE(aw_next_from(NULL, HERE)))                                                 \
    X(aw_shield_from, USE(aw_shield_from(NULL, HERE)))                                             \
    X(aw_shield_from, USE(aw_shield_from(idle(), NULL)))                                           \
    X(aw_timeout_reschedule_from, USE(aw_timeout_reschedule_from(NULL, 1, HERE)))                  \
    X(aw_timeout_when_from, USE(aw_timeout_when_from(NULL, HERE)))                                 \
    X(aw_expired_from, USE(aw_expired_from(NULL, HERE)))                                           \
    X(aw_group_spawn_from, USE(aw_group_spawn_from(NULL, nothing, AW_NONE, &(AwSpawnOptions){0}, HERE))) \
    X(aw_group_spawn_from, USE(aw_group_spawn_from(NULL, NULL, AW_NONE, NULL, NULL)))              \
    X(aw_block_enter, USE(aw_block_enter(NULL, HERE)))                                             \
    X(aw_block_enter, USE(aw_block_enter((AwBlock *) aw_group(), NULL)))                           \
    X(aw_block_is_open, USE(aw_block_is_open(NULL)))                                               \
    X(aw_block_fail_from, aw_block_fail_from(NULL, AW_NONE, NULL))                                 \
    X(aw_block_leave, aw_block_leave(NULL))                                                        \
    X(aw_block_abandon, aw_block_abandon(NULL))                                                    \
    X(aw_block_abandon, aw_block_abandon(&(AwBlock *){NULL}))                                      \
    X(aw_block_outcome_from, USE(aw_block_outcome_from(NULL, HERE)))                               \
    X(aw_block_outcome_from, USE(aw_block_outcome_from((AwBlock *) aw_group(), NULL)))             \
    X(aw_timeout_from, USE(aw_timeout_from(1, NULL)))                                              \
    X(aw_timeout_at_from, USE(aw_timeout_at_from(1, NULL)))                                        \
    X(aw_group_from, USE(aw_group_from(NULL)))                                                     \
    X(aw_wait_for_from, USE(aw_wait_for_from(NULL, AW_MS, HERE)))                                  \
    X(aw_wait_for_from, USE(aw_wait_for_from(NULL, 0, HERE)))                                      \
    X(aw_wait_for_from, USE(aw_wait_for_from(idle(), AW_MS, NULL)))                                \
    X(aw_wait_for_begin, USE(aw_wait_for_begin(AW_MS, NULL)))                                      \
    X(aw_wait_for_abandon, aw_wait_for_abandon(NULL))\
    X(aw_wait_for_abandon, aw_wait_for_abandon(&(AwTimeout *){NULL}))\
    X(aw_wait_for_end, USE(aw_wait_for_end(NULL, AW_NONE)))                                        \
    X(aw_lock_from, USE(aw_lock_from(NULL)))                                                       \
    X(aw_semaphore_from, USE(aw_semaphore_from(1, NULL)))                                          \
    X(aw_bounded_semaphore_from, USE(aw_bounded_semaphore_from(1, NULL)))                          \
    X(aw_condition_from, USE(aw_condition_from(NULL, NULL)))                                       \
    X(aw_acquire_from, USE(aw_acquire_from(NULL, HERE)))                                           \
    X(aw_acquire_from, USE(aw_acquire_from(aw_lock(), NULL)))                                      \
    X(aw_hold_from, USE(aw_hold_from(NULL, HERE)))                                                 \
    X(aw_release_from, USE(aw_release_from(NULL, HERE)))                                           \
    X(aw_locked_from, USE(aw_locked_from(NULL, HERE)))                                             \
    X(aw_held_release, aw_held_release(NULL))                                                      \
    X(aw_held_release, aw_held_release(&(void *){NULL}))                                           \
    X(aw_event_from, USE(aw_event_from(NULL)))                                                     \
    X(aw_event_wait_from, USE(aw_event_wait_from(NULL, HERE)))                                     \
    X(aw_event_set_from, aw_event_set_from(NULL, HERE))                                            \
    X(aw_event_clear_from, aw_event_clear_from(NULL, HERE))                                        \
    X(aw_event_is_set_from, USE(aw_event_is_set_from(NULL, HERE)))                                 \
    X(aw_condition_wait_from, USE(aw_condition_wait_from(NULL, HERE)))                             \
    X(aw_condition_wait_for_from, USE(aw_condition_wait_for_from(NULL, is_ready, NULL, HERE)))     \
    X(aw_condition_wait_for_from, USE(aw_condition_wait_for_from(aw_condition(NULL), NULL, NULL, HERE))) \
    X(aw_notify_from, USE(aw_notify_from(NULL, 1, HERE)))                                          \
    X(aw_notify_all_from, USE(aw_notify_all_from(NULL, HERE)))                                     \
    X(aw_barrier_from, USE(aw_barrier_from(1, NULL)))                                              \
    X(aw_thread_pool_from, USE(aw_thread_pool_from(1, NULL)))                                      \
    X(aw_process_pool_from, USE(aw_process_pool_from(1, NULL)))                                    \
    X(aw_barrier_wait_from, USE(aw_barrier_wait_from(NULL, HERE)))                                 \
    X(aw_barrier_reset_from, USE(aw_barrier_reset_from(NULL, HERE)))                               \
    X(aw_barrier_abort_from, USE(aw_barrier_abort_from(NULL, HERE)))                               \
    X(aw_barrier_waiting_from, USE(aw_barrier_waiting_from(NULL, HERE)))                           \
    X(aw_barrier_is_broken_from, USE(aw_barrier_is_broken_from(NULL, HERE)))                       \
    X(aw_queue_from, USE(aw_queue_from(NULL, HERE)))                                               \
    X(aw_queue_put_from, USE(aw_queue_put_from(NULL, AW_NONE, HERE)))                              \
    X(aw_queue_get_from, USE(aw_queue_get_from(NULL, HERE)))                                       \
    X(aw_queue_put_nowait_from, USE(aw_queue_put_nowait_from(NULL, AW_NONE, HERE)))                \
    X(aw_queue_get_nowait_from, USE(aw_queue_get_nowait_from(NULL, HERE)))                         \
    X(aw_queue_get_nowait_from, USE(aw_queue_get_nowait_from(aw_queue(), NULL)))                   \
    X(aw_queue_task_done_from, USE(aw_queue_task_done_from(NULL, HERE)))                           \
    X(aw_queue_join_from, USE(aw_queue_join_from(NULL, HERE)))                                     \
    X(aw_queue_shutdown_from, aw_queue_shutdown_from(NULL, true, HERE))                            \
    X(aw_executor_map_from, USE(aw_executor_map_from(NULL, NULL, aw_list(1), 1, HERE)))            \
    X(aw_executor_map_from, USE(aw_executor_map_from(NULL, aw_same, aw_list(1), AW_NEVER, NULL)))  \
    X(aw_loop_run_from, USE(aw_loop_run_from(NULL, nothing, AW_NONE, HERE)))                       \
    X(aw_spawn_on_from, USE(aw_spawn_on_from(NULL, nothing, AW_NONE, &(AwSpawnOptions){0}, HERE))) \
    X(aw_future_on_from, USE(aw_future_on_from(NULL, HERE)))                                       \
    X(aw_queue_maxsize_from, USE(aw_queue_maxsize_from(NULL, HERE)))                               \
    X(aw_queue_empty_from, USE(aw_queue_empty_from(NULL, HERE)))                                   \
    X(aw_queue_full_from, USE(aw_queue_full_from(NULL, HERE)))                                     \
    X(aw_loop_uv_from, USE(aw_loop_uv_from(NULL, HERE)))                                           \
    X(aw_set_name_from, USE(aw_set_name_from(NULL, "a", HERE)))                                    \
    X(aw_set_name_from, USE(aw_set_name_from(idle(), NULL, HERE)))                                 \
    X(aw_queue_size_from, USE(aw_queue_size_from(NULL, HERE)))                                     \
    X(aw_var_get_from, USE(aw_var_get_from(NULL, HERE)))                                           \
    X(aw_var_set_from, USE(aw_var_set_from(NULL, AW_NONE, HERE)))                                  \
    X(aw_run_in_executor_from, USE(aw_run_in_executor_from(NULL, nothing, AW_NONE, HERE)))         \
    X(aw_run_in_executor_from, USE(aw_run_in_executor_from(NULL, NULL, AW_NONE, NULL)))            \
    X(aw_to_thread_from, USE(aw_to_thread_from(NULL, AW_NONE, HERE)))                              \
    X(aw_to_thread_from, USE(aw_to_thread_from(nothing, AW_NONE, NULL)))                           \
    X(aw_pool_shutdown_from, aw_pool_shutdown_from(NULL, true, NULL, HERE))                        \
    X(aw_submit_threadsafe_from, USE(aw_submit_threadsafe_from(NULL, nothing, AW_NONE, HERE)))     \
    X(aw_submit_threadsafe_from, USE(aw_submit_threadsafe_from(NULL, NULL, AW_NONE, HERE)))        \
    X(aw_job_state_threadsafe_from, USE(aw_job_state_threadsafe_from(NULL, HERE)))                 \
    X(aw_job_cancel_threadsafe_from, USE(aw_job_cancel_threadsafe_from(NULL, HERE)))               \
    X(aw_job_result_threadsafe_from, USE(aw_job_result_threadsafe_from(NULL, 0, HERE)))            \
    X(aw_job_add_done_callback_threadsafe_from, USE(aw_job_add_done_callback_threadsafe_from(NULL, no_job, NULL, HERE))) \
    X(aw_wrap_job_from, USE(aw_wrap_job_from(NULL, HERE)))                                         \
    X(aw_run_coroutine_threadsafe_from, USE(aw_run_coroutine_threadsafe_from(NULL, nothing, AW_NONE, HERE))) \
    X(aw_run_coroutine_threadsafe_from, USE(aw_run_coroutine_threadsafe_from(aw_running_loop(), NULL, AW_NONE, HERE))) \
    X(aw_run_until_complete_from, USE(aw_run_until_complete_from(NULL, idle(), HERE)))             \
    X(aw_run_until_complete_from, USE(aw_run_until_complete_from(aw_running_loop(), NULL, HERE)))  \
    X(aw_run_forever_from, USE(aw_run_forever_from(NULL, HERE)))                                   \
    X(aw_stop, (aw_stop)(NULL))                                                                    \
    X(aw_ref, USE((aw_ref)(NULL)))                                                                 \
    X(aw_unref, (aw_unref)(NULL))                                                                  \
    X(aw_stop_from, aw_stop_from(NULL, HERE))                                                      \
    X(aw_loop_close_from, USE(aw_loop_close_from(NULL, HERE)))                                     \
    X(aw_call_soon_from, USE(aw_call_soon_from(NULL, NULL, HERE)))                                 \
    X(aw_call_later_from, USE(aw_call_later_from(1, NULL, NULL, HERE)))                            \
    X(aw_call_at_from, USE(aw_call_at_from(1, NULL, NULL, HERE)))                                  \
    X(aw_handle_keeping, USE(aw_handle_keeping(NULL, "aw_call_soon()")))                           \
    X(aw_handle_cancel_from, aw_handle_cancel_from(NULL, HERE))                                    \
    X(aw_call_soon_threadsafe_from, USE(aw_call_soon_threadsafe_from(NULL, no_call, NULL, HERE)))  \
    X(aw_call_soon_threadsafe_from, USE(aw_call_soon_threadsafe_from(aw_running_loop(), NULL, NULL, HERE))) \
    X(aw_call_soon_handle_threadsafe_from, USE(aw_call_soon_handle_threadsafe_from(NULL, no_call, NULL, HERE))) \
    X(aw_handle_cancel_threadsafe_from, USE(aw_handle_cancel_threadsafe_from(NULL, HERE)))         \
    X(aw_set_exception_handler_from, aw_set_exception_handler_from(NULL, NULL, NULL, HERE))        \
    X(aw_set_slow_callback_duration_from, aw_set_slow_callback_duration_from(NULL, 1, HERE))       \
    X(aw_runner_from, USE(aw_runner_from(NULL, HERE)))                                             \
    X(aw_runner_loop_from, USE(aw_runner_loop_from(NULL, HERE)))                                   \
    X(aw_runner_run_from, USE(aw_runner_run_from(NULL, nothing, AW_NONE, HERE)))                   \
    X(aw_runner_close_from, USE(aw_runner_close_from(NULL, HERE)))                                 \
    X(aw_run_from, USE(aw_run_from(NULL, AW_NONE, &(AwRunOptions){0}, HERE)))                      \
    X(aw_run_from, USE(aw_run_from(nothing, AW_NONE, NULL, HERE)))                                 \
    X(aw_readable_from, USE(aw_readable_from(0, NULL)))                                            \
    X(aw_writable_from, USE(aw_writable_from(0, NULL)))                                            \
    X(aw_print_from, aw_print_from(HERE, NO(char)))                                                \
    X(aw_print_from, aw_print_from(NULL, "%s", ""))                                                \
    X(aw_mark_from, aw_mark_from(HERE, NO(char)))                                                  \
    X(aw_mark_from, aw_mark_from(NULL, "no site"))                                                 \
    X(aw_shutdown_default_executor_from, USE(aw_shutdown_default_executor_from(AW_MS, NULL)))      \
    X(aw_capture_call_graph_from, USE(aw_capture_call_graph_from(NULL, NULL, HERE)))               \
    X(aw_capture_call_graph_from, USE(aw_capture_call_graph_from(NULL, &(AwCallGraphOptions){0}, NULL))) \
    X(aw_format_call_graph_from, USE(aw_format_call_graph_from(NULL, NULL, HERE)))                 \
    X(aw_print_call_graph_from, aw_print_call_graph_from(NULL, NULL, HERE))                        \
    X(aw_future_add_to_awaited_by_from, USE(aw_future_add_to_awaited_by_from(NULL, idle(), HERE))) \
    X(aw_future_add_to_awaited_by_from, USE(aw_future_add_to_awaited_by_from(idle(), NULL, HERE))) \
    X(aw_future_discard_from_awaited_by_from, aw_future_discard_from_awaited_by_from(NULL, idle(), HERE)) \
    X(aw_future_discard_from_awaited_by_from, aw_future_discard_from_awaited_by_from(idle(), NULL, HERE)) \
    X(aw_set_debug_from, aw_set_debug_from(NULL, true, HERE))                                      \
    X(aw_get_debug_from, USE(aw_get_debug_from(NULL, HERE)))                                       \
    X(aw_spawn_on_from, USE(aw_spawn_on_from(aw_running_loop(), NULL, AW_NONE, &(AwSpawnOptions){0}, HERE))) \
    X(aw_loop_run_from, USE(aw_loop_run_from(aw_running_loop(), NULL, AW_NONE, HERE)))             \
    X(aw_errno_from, USE(aw_errno_from(AW_NONE, NULL)))                                            \
    X(aw_where_from, USE(aw_where_from(AW_NONE, NULL)))                                            \
    X(aw_cause_from, USE(aw_cause_from(AW_NONE, NULL)))                                            \
    X(aw_suberrors_from, USE(aw_suberrors_from(AW_NONE, NULL)))                                    \
    X(aw_work_from, aw_work_from(1, HERE))                                                         \
    X(aw_busy_from, aw_busy_from(1, NULL))                                                         \
    X(aw_time_from, USE(aw_time_from(NULL)))                                                       \
    X(aw_unhandled_from, aw_unhandled_from(AW_NONE, NULL))                                         \
    X(aw_record_stop_from, USE(aw_record_stop_from(NULL)))                                         \
    X(aw_ref_value_from, USE(aw_ref_value_from(AW_NONE, NULL)))                                    \
    X(aw_unref_value_from, aw_unref_value_from(AW_NONE, NULL))                                     \
    X(aw_all_tasks_from, USE(aw_all_tasks_from(NULL)))                                             \
    X(aw_repr_from, USE(aw_repr_from(AW_NONE, NULL)))                                              \
    X(aw_deferred, aw_deferred(NULL))                                                              \
    X(aw_record_start_from, USE(aw_record_start_from(NULL, HERE)))
/* clang-format on */

/* Call `i` of the list. */
static void
make_call(int i)
{
#define CASE(name, call)                                                                           \
    if (i-- == 0) {                                                                                \
        call;                                                                                      \
        return;                                                                                    \
    }
    CALLS(CASE)
}

#define ROW(name, call) {#name, #call},
static const struct {
    const char *function, *call;
} calls[] = {CALLS(ROW)};

enum { N_CALLS = sizeof calls / sizeof *calls };

static AwValue
call_in_task(AwValue i)
{
    make_call((int) aw_to_int(i));
    return aw_sleep(AW_MS);
}

static void
run_call(void *i)
{
    AW_IGNORE(aw_run(call_in_task, *(int *) i, .clock = AW_CLOCK_VIRTUAL, .no_signals = true));
}

/* Whether the last child said where the call was, if that was handed over. */
static bool
has_place(int i)
{
    return !strstr(calls[i].call, "HERE") || strstr(child_said(), "test-null.c:");
}

static void
null_is_an_error_or_a_sentence(void **state)
{
    int n_bad = 0;

    for (int i = 0; i < N_CALLS; i++) {
        char name[64];
        public_name(calls[i].function, name);
        int status = in_child(run_call, &i);
        bool ended = WIFEXITED(status) && WEXITSTATUS(status) == 0;
        bool spoke = WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT &&
                     strstr(child_said(), name) && has_place(i);
        if (!ended && !spoke) {
            n_bad++;
            print_error("%s: status %x, said: %s\n", calls[i].call, status, child_said());
        }
    }
    assert_int_equal(n_bad, 0);
}

/* ---- the table is complete ---- */

static bool
is_called(const char *function)
{
    for (int i = 0; i < N_CALLS; i++)
        if (!strcmp(calls[i].function, function))
            return true;
    return false;
}

static void
every_function_that_takes_a_pointer_is_called(void **state)
{
    int n;
    const PublicFunction *functions = public_functions(&n);

    for (int i = 0; i < n; i++)
        if (strchr(functions[i].parameters, '*') && !is_called(functions[i].function))
            fail_msg("%s() is not called with NULL", functions[i].function);
    assert_true(n > 150);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(null_is_an_error_or_a_sentence),
        cmocka_unit_test(every_function_that_takes_a_pointer_is_called),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
