"""Where pages about cases live."""

from django.urls import path

from throughline.web.cases.views import about, advocacy, caseload, contacts, covering, handing, notes, workers
from throughline.web.cases.views import changes as change

app_name = "cases"

urlpatterns = [
    path("", caseload.caseload, name="caseload"),
    path("hand-over/", handing.hand_over, name="hand_over"),
    path("cover/", covering.cover, name="cover"),
    path("cover/new/", covering.add_cover, name="add_cover"),
    path("cover/<uuid:cover_id>/end/", covering.end_cover, name="end_cover"),
    path("people/<uuid:person_id>/", about.about, name="about"),
    path("people/<uuid:person_id>/case/<uuid:case_id>/", about.case, name="case"),
    path("people/<uuid:person_id>/case/<uuid:case_id>/taking-part/", change.taking_part, name="taking_part"),
    path("people/<uuid:person_id>/case/<uuid:case_id>/stage/", change.stage, name="stage"),
    path("people/<uuid:person_id>/case/<uuid:case_id>/setting/", change.setting, name="setting"),
    path("people/<uuid:person_id>/case/<uuid:case_id>/close/", change.close, name="close"),
    path("people/<uuid:person_id>/case/<uuid:case_id>/key-worker/", workers.key_worker, name="key_worker"),
    path("people/<uuid:person_id>/case/<uuid:case_id>/bring-in/", workers.bring_in, name="bring_in"),
    path("people/<uuid:person_id>/case/<uuid:case_id>/let-go/", workers.let_go, name="let_go"),
    path("people/<uuid:person_id>/case/<uuid:case_id>/speak-up/", advocacy.speak_up, name="speak_up"),
    path("people/<uuid:person_id>/contacts/", contacts.contacts, name="contacts"),
    path("people/<uuid:person_id>/contacts/record/", contacts.contact, name="contact"),
    path("people/<uuid:person_id>/notes/", notes.notes, name="notes"),
    path("people/<uuid:person_id>/notes/write/", notes.note, name="note"),
    path("people/<uuid:person_id>/notes/<uuid:note_id>/amend/", notes.amend, name="amend"),
    path("people/<uuid:person_id>/advocacy/", advocacy.advocacy, name="advocacy"),
    path("people/<uuid:person_id>/advocacy/<uuid:advocacy_id>/", advocacy.change_advocacy, name="change_advocacy"),
    path("people/<uuid:person_id>/advocacy/<uuid:advocacy_id>/end/", advocacy.end_advocacy, name="end_advocacy"),
]
