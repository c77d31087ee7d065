"""Answering what a city asks about an application, in the ledger (MEM-4)."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kontor.kernel.access import Refused, find, signed_in
from kontor.kernel.lingua.wording import say
from kontor.membership import actions
from kontor.membership.forms.statement import AnswerForm
from kontor.membership.models import Position, Round, Statement
from kontor.membership.rules import answers_questions
from kontor.people.models import account_of


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """The question, and the answer of the secretariat or of the applicant."""
    seen = Statement.objects.filter(round__in=Round.objects.visible_to(request.user), position=Position.QUESTION)
    question = find(seen.select_related("round__application__city__organisation", "city__organisation"), public_id)
    row = question.round.application
    if not answers_questions(request.user, row):
        raise Http404
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer(question, by=account_of(request), text=form.cleaned_data["text"])
        except Refused as refused:
            form.add_error(None, say(refused.reason))
        else:
            messages.success(
                request, _("The answer is on record and on its way to %(city)s.") % {"city": question.city}
            )
            return redirect(f"{row.get_absolute_url()}#ledger")
    context = {"row": row, "question": question, "form": form, "answers": question.answers.order_by("id")}
    return render(request, "membership/answer.html", context, status=422 if form.errors else 200)
